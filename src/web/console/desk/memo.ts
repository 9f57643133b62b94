import { Component, type ComponentChildren, type FunctionComponent, h } from 'preact'

/** A component that is drawn again only when one of its properties is another one. */
export function memo<P extends object>(draw: (props: P) => ComponentChildren): FunctionComponent<P> {
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const names = new Set([...Object.keys(this.props), ...Object.keys(next)]) as Set<keyof P>
      return [...names].some((name) => this.props[name as never] !== next[name])
    }
    override render(props: P) {
      return h(draw as FunctionComponent<P>, props)
    }
  }
  return Memo as unknown as FunctionComponent<P>
}
