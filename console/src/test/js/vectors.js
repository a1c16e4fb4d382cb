// Packed trees, byte for byte, which all readers of this repository are tested with.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const file = join(here, '../../../../token-format/src/test/resources/matryoshka/token/packed.json');

export const vectors = JSON.parse(readFileSync(file, 'utf8'));
