import type { CompletedCommand, CompletedOption, Value } from './vocabulary';

/** The completion script for zsh: to be sourced, or kept as `_onelayer` in a folder of `fpath`. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(
    ({ name, description }) => `    ${quoted(`${name}:${description.replaceAll(':', '\\:')}`)}`,
  );
  return `#compdef onelayer
_onelayer() {
  local -a commands=(
${names.join('\n')}
    'help:show the options of a command, with examples'
  )
  if ((CURRENT == 2)); then
    _describe -t commands command commands
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
    help) _describe -t commands command commands ;;
${commands.map(caseOf).join('\n')}
  esac
}
if [[ $funcstack[1] == _onelayer ]]; then
  _onelayer "$@"
else
  compdef _onelayer onelayer
fi
`;
}

function caseOf({ name, options, argument }: CompletedCommand): string {
  const specs = [...options.map(spec), `'*:argument:${action(argument)}'`];
  return `    ${name}) _arguments \\\n      ${specs.join(' \\\n      ')} ;;`;
}

/** An option as a spec of zsh's `_arguments`, e.g. `--backend[what multiplies]:value:(auto js)`. */
function spec({ flag, description, value }: CompletedOption): string {
  const text = description.replace(/[\\[\]:]/g, '\\$&');
  const taken = value === null ? '' : `:value:${action(value)}`;
  return quoted(`${flag}[${text}]${taken}`);
}

function action(value: Value): string {
  if (typeof value !== 'string') return `(${value.join(' ')})`;
  return value === 'file' ? '_files' : ' ';
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
