import { enableCompileCache } from 'node:module';

// Compiling the library anew takes a third of the synth; so this comes first, and the import after it.
enableCompileCache();
const { synthesise } = await import('./synthesise.ts');

synthesise();
