import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Relative addresses: the same files work under any path, without a network.
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  // Copies that mutation tests work in: they come and go.
  server: { watch: { ignored: ['**/.stryker-tmp*/**'] } },
  // The budget of the page is kept by scripts/size.mjs, compressed; the core's worker is one file on purpose.
  build: {
    target: 'es2023',
    manifest: true,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every part needs is one file instead of a dozen small ones: fewer requests, better compressed.
            {
              name: 'shared',
              test: /node_modules\/(?:react|react-dom|scheduler|zustand|clsx|lucide-react\/dist\/esm\/(?!icons))|src\/(?:store\/(?:store|frame|link|ui|draft|commands)\.|i18n\/(?:\w+\.|en\/(?:catalogue|shell|stage|worker)\.)|worker\/picture\/sentences|views\/ui\/(?:Mark|Rich|hue|controls|picture))/,
            },
          ],
        },
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
  },
})
