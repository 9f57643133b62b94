import { resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const web = resolve(import.meta.dirname, 'src/web')
const outDir = resolve(import.meta.dirname, 'dist/web')

const scripts = { embed: resolve(web, 'pages/embed-live.ts'), kiosk: resolve(web, 'pages/kiosk/main.ts') }

/** The widget's style is a text in its script: without the blanks that are for us. */
const packStyle: Plugin = {
  name: 'pack-style',
  transform: (code, id) => (id.endsWith('widget/style.ts') ? code.replace(/\n\s*/g, ' ').replace(/ ?([{};:,>]) (?=\S)/g, '$1') : undefined),
}

/**
 * Two builds into one folder: the pages, and (`--mode widget`) the widget as one file without a framework.
 * The widget goes second and must not empty the folder.
 */
export default defineConfig(({ mode }) =>
  mode === 'widget'
    ? {
        publicDir: false,
        plugins: [packStyle],
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
        build: {
          outDir,
          emptyOutDir: true,
          rolldownOptions: {
            input: { console: resolve(web, 'console.html'), ...scripts },
            // Pages that the server writes name their script; the console's page is written by the build.
            output: { entryFileNames: ({ name }) => (name in scripts ? '[name].js' : 'assets/[name]-[hash].js') },
          },
        },
      },
)
