@WORDS@

_balance_history() {
  local word=${words[CURRENT]} before=${words[CURRENT-1]} option= topic= other
  local -a known found
  if (( CURRENT == 2 )); then
    compadd -- ${=$(_balance_history_words)}
    return
  fi
  for other in ${words[3,CURRENT-1]}; do
    case " $(_balance_history_topics ${words[2]}) " in *" $other "*) topic=$other ;; esac
  done
  known=(${=$(_balance_history_words ${words[2]} $topic)})
  if [[ $word == --*=* ]]; then
    option=${word%%=*}
    compset -P '*='
  elif (( ${known[(Ie)$before=]} )); then
    option=$before
  fi
  if [[ -n $option ]]; then
    found=(${=$(_balance_history_values "${words[2]} $option")})
    if (( $#found )); then compadd -- $found; else _files; fi
    return
  fi
  compadd -S '' -- ${(M)known:#*=}
  compadd -- ${known:#*=} || _files
}

(( $+functions[compdef] )) || { autoload -U compinit && compinit }
compdef _balance_history balance-history
