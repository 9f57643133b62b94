import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { generateSpecs } from 'hono-openapi'

/** `/docs`: the endpoints as a page, made from the same description as `/openapi.json`. */
export function docsPage(app: Hono) {
  return async (c: Context) => {
    const spec = await generateSpecs(app)
    const rows = Object.entries(spec.paths ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods ?? {}).map(([method, operation]) => ({
        path,
        method: method.toUpperCase(),
        ...(operation as { summary?: string; description?: string; responses?: Record<string, { description?: string }> }),
      })),
    )
    return c.html(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>API of the VPPPD assistant</title><link rel="stylesheet" href="/portal.css"></head>
<body class="docs"><main>
<h1>API of the VPPPD assistant</h1>
<p>Machine-readable: <a href="/openapi.json">openapi.json</a>. The chat speaks Direct Line 3.0 under <code>/v3/directline</code>.</p>
<dl>${rows.map((row) => html`<dt><code>${row.method} ${row.path}</code></dt><dd>${row.summary ?? ''}${row.description ? html` — ${row.description}` : ''}<br>${Object.entries(row.responses ?? {}).map(([status, response]) => html`<small>${status}: ${response.description ?? ''} </small>`)}</dd>`)}</dl>
</main></body></html>`)
  }
}
