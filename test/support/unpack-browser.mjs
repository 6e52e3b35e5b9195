import { join } from 'node:path';
import { inflate } from '@sparticuz/chromium';

// Unpacks the Chromium that npm brought, and what it needs of a system, into the folder that TMPDIR names.
const packed = join(import.meta.dirname, '..', '..', 'node_modules', '@sparticuz', 'chromium', 'bin');
const files = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br'];
await Promise.all(files.map((file) => inflate(join(packed, file))));
