/** The little of `@npmcli/config` that we use; it has no types of its own. */
declare module '@npmcli/config' {
  export default class Config {
    constructor(options: {
      readonly definitions: unknown;
      readonly shorthands: unknown;
      readonly flatten: unknown;
      readonly nerfDarts: unknown;
      readonly npmPath: string;
      readonly argv: readonly string[];
      readonly env: NodeJS.ProcessEnv;
      readonly cwd: string;
    });
    load(): Promise<void>;
    /** The settings as npm's libraries take them. */
    readonly flat: import('./npm-settings').NpmSettings;
  }
}

declare module '@npmcli/config/lib/definitions/index.js' {
  const options: {
    readonly definitions: unknown;
    readonly shorthands: unknown;
    readonly flatten: unknown;
    readonly nerfDarts: unknown;
  };
  export default options;
}
