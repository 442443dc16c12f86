import type { CompletedCommand, CompletedOption, Value } from './vocabulary';

/**
 * The completion script for bash. It needs neither the bash-completion package nor, while it completes,
 * onelayer itself, and evaluates nothing of the line. Where no word fits, bash completes file names.
 */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name);
  return `# bash completion for onelayer
_onelayer() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words=
  # Bash takes the sign in --backend=js for a word.
  if [[ $current == = ]]; then current=; elif [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    words=${quoted([...names, 'help', '--help', '--version'])}
  else
    case \${COMP_WORDS[1]} in
      help) words=${quoted(names)} ;;
${commands.map(caseOf).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _onelayer onelayer
`;
}

function caseOf({ name, options, argument }: CompletedCommand): string {
  return `      ${name})
        case $previous in
${valueCases(options).join('\n')}
          *) if [[ $current == -* ]]; then words=${quoted(options.map(({ flag }) => flag))}; else words=${wordsOf(argument)}; fi ;;
        esac ;;`;
}

/** Completes the values of options: words if there is a choice of them, else files. */
function valueCases(options: readonly CompletedOption[]): string[] {
  const taking = options.filter(({ value }) => value !== null);
  const isChoice = ({ value }: CompletedOption): boolean => Array.isArray(value);
  const others = taking.filter((option) => !isChoice(option)).map(({ flag }) => flag);
  return [
    ...taking
      .filter(isChoice)
      .map(({ flag, value }) => `          ${flag}) words=${wordsOf(value ?? 'anything')} ;;`),
    ...(others.length > 0 ? [`          ${others.join('|')}) ;;`] : []),
  ];
}

function wordsOf(value: Value): string {
  return typeof value === 'string' ? "''" : quoted(value);
}

/** Quotes words. Names of commands, flags and choices have no special characters. */
function quoted(words: readonly string[]): string {
  return `'${words.join(' ')}'`;
}
