/** All attributes that `settings.ts` reads, for the page that builds the snippet. Not part of the widget. */
export const attributes = [
  ...['language', 'institution', 'municipality', 'topic', 'color', 'position', 'closed', 'invite'],
  ...['heading', 'greeting', 'button'].flatMap((name) => [name, `${name}-lv`, `${name}-ru`, `${name}-en`]),
]
