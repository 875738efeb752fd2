@WORDS@

_balance_history() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} option= topic= other known
  if [ "$COMP_CWORD" -gt 1 ]; then
    for other in "${COMP_WORDS[@]:2:COMP_CWORD-2}"; do
      case " $(_balance_history_topics "${COMP_WORDS[1]}") " in *" $other "*) topic=$other ;; esac
    done
    known=$(_balance_history_words "${COMP_WORDS[1]}" "$topic")
    # The sign "=" separates words for bash.
    case $word in
      =) option=$before word= ;;
      --*=*) option=${word%%=*} word=${word#*=} ;;
    esac
    if [ "$before" = = ]; then
      option=${COMP_WORDS[COMP_CWORD-2]}
    fi
    case " $known " in *" $before= "*) option=$before ;; esac
  else
    known=$(_balance_history_words)
  fi
  if [ -n "$option" ]; then
    COMPREPLY=($(compgen -W "$(_balance_history_values "${COMP_WORDS[1]} $option")" -- "$word"))
    return
  fi
  COMPREPLY=($(compgen -W "$known" -- "$word"))
  case ${COMPREPLY[0]-} in *=) compopt -o nospace ;; esac
}

complete -o default -F _balance_history balance-history
