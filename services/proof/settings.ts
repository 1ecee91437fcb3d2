// The session settings under which both engines mean the same. The executor pins them, the job reads them back, the proof refuses any other.

export const pinnedSettings: Readonly<Record<string, string>> = {
  'spark.sql.session.timeZone': 'UTC',
  'spark.sql.ansi.enabled': 'true',
  'spark.sql.ansi.doubleQuotedIdentifiers': 'false',
  'spark.sql.caseSensitive': 'false',
  'spark.sql.legacy.timeParserPolicy': 'CORRECTED',
  'spark.sql.decimalOperations.allowPrecisionLoss': 'true',
  'spark.sql.storeAssignmentPolicy': 'ANSI',
  'spark.sql.timestampType': 'TIMESTAMP_LTZ',
};

/** What a job reports that ran as it should: the session alone is not enough, timestamps also pass through the zone of the JVM. */
export const soundSettings: Readonly<Record<string, string>> = { ...pinnedSettings, 'jvm.user.timezone': 'UTC' };

export type UnlikeSetting = { readonly setting: string; readonly pinned: string; readonly found: string | undefined };

/** Settings that the job had otherwise, or did not read back. */
export const unlikeSettings = (found: Readonly<Record<string, string>>): readonly UnlikeSetting[] =>
  Object.entries(soundSettings)
    .filter(([setting, pinned]) => plain(found[setting]) !== plain(pinned))
    .map(([setting, pinned]) => ({ setting, pinned, found: found[setting] }));

/** Etc/UTC is UTC by its other name. */
const plain = (value: string | undefined): string | undefined => value?.toLowerCase().replace(/^etc\//, '');
