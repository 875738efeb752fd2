function __balance_history_before --description 'Succeeds if the command line has no command yet'
    test (count (commandline -opc)) -eq 1
end

function __balance_history_in --description 'Succeeds for a command and, if given, any of these topics'
    set -l words (commandline -opc)
    test (count $words) -gt 1; and test $words[2] = $argv[1]; or return 1
    test (count $argv) -eq 1; and return 0
    for topic in $argv[2..-1]
        contains -- $topic $words[3..-1]; and return 0
    end
    return 1
end

@WORDS@
