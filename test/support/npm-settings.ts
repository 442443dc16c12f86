import path from 'node:path';

/** npm's settings for a test, in the environment. */
export interface TestNpmSettings {
  useRegistry(url: string): void;
  set(setting: string, value: string): void;
}

/** Replaces the user's npm settings in a suite: a single try, and a cache in the test's folder. */
export function npmSettingsFor(folder: () => string): TestNpmSettings {
  const changed = new Map<string, string | undefined>();
  const set = (setting: string, value: string): void => {
    const variable = `npm_config_${setting}`;
    if (!changed.has(variable)) changed.set(variable, process.env[variable]);
    process.env[variable] = value;
  };
  beforeEach(() => {
    set('cache', path.join(folder(), 'npm'));
    set('userconfig', path.join(folder(), 'no-npmrc'));
    set('fetch_retries', '0');
  });
  afterEach(() => {
    for (const [variable, value] of changed) {
      if (value === undefined) Reflect.deleteProperty(process.env, variable);
      else process.env[variable] = value;
    }
    changed.clear();
  });
  return { set, useRegistry: (url) => set('registry', `${url}/`) };
}
