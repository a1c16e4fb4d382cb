import { existsSync } from 'node:fs';

const file = new URL('../../../target/lib/js-yaml.mjs', import.meta.url);

/** The YAML parser that the service serves; ModulesTest unpacks it. Without it, tests that need it are skipped. */
export const yaml = existsSync(file) ? await import(file.href) : null;

export const needsParser = { skip: yaml === null && 'mvn -pl console test unpacks the YAML parser' };
