import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const web = resolve(import.meta.dirname, 'src/web')
const outDir = resolve(import.meta.dirname, 'dist/web')

/**
 * Two builds into one folder: the pages, and (`--mode widget`) the widget as one file without a framework.
 * The widget goes second and must not empty the folder.
 */
export default defineConfig(({ mode }) =>
  mode === 'widget'
    ? {
        publicDir: false,
        build: {
          outDir,
          emptyOutDir: false,
          lib: { entry: resolve(web, 'widget/main.ts'), formats: ['iife'], name: 'vpppd', fileName: () => 'widget.js' },
        },
      }
    : {
        root: web,
        base: '/',
        publicDir: resolve(web, 'pages/public'),
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        build: { outDir, emptyOutDir: true, rolldownOptions: { input: { console: resolve(web, 'console.html') } } },
      },
)
