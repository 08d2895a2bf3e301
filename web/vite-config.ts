import react from '@vitejs/plugin-react';
import path from 'node:path';
import { defineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '..');

/** The staff application as static files; every address of it is relative to the one it is served at. */
export default defineConfig({
  root: import.meta.dirname,
  // Package.json's subpath imports do not reach outside of the folder of a page by themselves.
  resolve: {
    alias: {
      '#contracts': path.join(root, 'shared/contracts'),
      '#domain': path.join(root, 'shared/domain'),
    },
  },
  plugins: [react()],
  build: {
    outDir: path.join(root, 'dist/web'),
    emptyOutDir: true,
    target: 'es2024',
    // Nothing is loaded as a data: address, which the content security policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
