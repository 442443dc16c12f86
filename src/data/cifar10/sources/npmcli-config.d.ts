/** The little of `@npmcli/config` that we use; it has no types of its own. */
declare module '@npmcli/config' {
  export default class Config {
    constructor(options: Readonly<Record<string, unknown>>);
    load(): Promise<void>;
    /** The settings as npm's libraries take them. */
    readonly flat: import('./npm-settings').NpmSettings;
  }
}
