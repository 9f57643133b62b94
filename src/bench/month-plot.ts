/** Visits and handoffs by hour of the day as a picture; the numbers stand above the bars. */
export function drawLoad(load: readonly { hour: number; visits: number; handoffs: number }[]): string {
  const [width, height, left, bottom] = [720, 260, 40, 220]
  const step = (width - left - 10) / load.length
  const highest = Math.max(1, ...load.map(({ visits }) => visits))
  const tall = (value: number) => Math.round((value / highest) * (bottom - 30))
  const bars = load.map(({ hour, visits, handoffs }) => {
    const x = Math.round(left + hour * step)
    const bar = (value: number, fill: string) =>
      `<rect x="${x + 3}" y="${bottom - tall(value)}" width="${Math.round(step) - 6}" height="${tall(value)}" fill="${fill}"/>`
    const middle = x + Math.round(step / 2)
    return [
      bar(visits, '#9db8d2'),
      bar(handoffs, '#1f4e79'),
      `<text x="${middle}" y="${bottom - tall(visits) - 4}">${visits}</text>`,
      `<text x="${middle}" y="${bottom + 14}">${hour}</text>`,
    ].join('')
  })
  const title = 'Visits by hour of the day in a simulated month, without the day of the peak; the dark part was handed over to a person'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<title>${title}</title>
<rect width="${width}" height="${height}" fill="#fff"/>
<path d="M${left} ${bottom}H${width - 10}" stroke="#333"/>
<g font-family="sans-serif" font-size="11" text-anchor="middle" fill="#222">
${bars.join('\n')}
<text x="${width / 2}" y="${height - 8}">hour of the day (light: visits, dark: handed over)</text>
</g>
</svg>
`
}
