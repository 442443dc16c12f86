import type { CompletedCommand, CompletedOption, Value } from './vocabulary';

/** The completion script for fish. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const help = { name: 'help', description: 'show the options of a command, with examples' };
  return `# fish completion for onelayer
complete -c onelayer -f
${[...commands, help].map(nameLine).join('\n')}
complete -c onelayer -n '__fish_seen_subcommand_from help' -a ${quoted(commands.map(({ name }) => name).join(' '))}
${commands.flatMap(linesOf).join('\n')}
`;
}

function nameLine({ name, description }: Pick<CompletedCommand, 'name' | 'description'>): string {
  return `complete -c onelayer -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`;
}

function linesOf({ name, options, argument }: CompletedCommand): string[] {
  const start = `complete -c onelayer -n '__fish_seen_subcommand_from ${name}'`;
  const files = argument === 'file' ? [`${start} -F`] : [];
  const words = typeof argument === 'string' ? [] : [`${start} -a ${quoted(argument.join(' '))}`];
  return [...files, ...words, ...options.map((option) => `${start} ${optionOf(option)}`)];
}

function optionOf({ flag, description, value }: CompletedOption): string {
  const long = `-l ${flag.replace(/^--/, '')} -d ${quoted(description)}`;
  return value === null ? long : `${long} ${follows(value)}`;
}

function follows(value: Value): string {
  if (typeof value !== 'string') return `-x -a ${quoted(value.join(' '))}`;
  return value === 'file' ? '-r -F' : '-x';
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
