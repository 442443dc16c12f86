import { scheduleWords, wholeSettings, type SettingName } from '../../training';
import { significant } from '../text/format';

/** A setting's name in tables and on axes: `λ`, `η`, `batch size`. */
export function settingName(name: SettingName): string {
  if (name === 'lambda') return 'λ';
  if (name === 'eta') return 'η';
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The value of a setting in a few words, that of its default if it isn't said: `0.00123`, `cosine`. */
export function settingValue(settings: object, name: SettingName): string {
  const whole = wholeSettings(settings);
  const value = whole[name];
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return significant(value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.join(', ');
  if (name === 'schedule') return scheduleWords(whole.schedule);
  return `after ${whole.earlyStopping?.patience} epochs`;
}

/** Some settings with their values, e.g. `λ 0.1, η 0.01`. */
export function settingsInWords(settings: object, names: readonly SettingName[]): string {
  return names.map((name) => `${settingName(name)} ${settingValue(settings, name)}`).join(', ');
}
