// Questions on the page open the chat with them; without script the links still lead to the page itself.
const chat = () => document.querySelector('vpppd-chat')

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-ask]') : null
  if (!link || !chat() || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  chat().ask(link.dataset.ask)
})

document.querySelector('form.ask')?.addEventListener('submit', (event) => {
  const field = document.querySelector('#q')
  if (!chat() || !field.value.trim()) return
  event.preventDefault()
  chat().ask(field.value)
  field.value = ''
})

const asked = new URLSearchParams(location.search).get('q')
if (asked && chat()) {
  chat().ask(asked)
  history.replaceState(null, '', location.pathname)
}
