/** One view may fail without taking the page or the simulation along. */
import { Component, type ReactNode } from 'react'
import { t } from '../../i18n/t.ts'
import { Button } from './controls.tsx'
import css from './Boundary.module.css'

interface Props {
  view: string
  children: ReactNode
}

export class Boundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <div role="alert" className={css.failed}>
        <h2>{t('boundary.title', { view: this.props.view })}</h2>
        <p>{t('boundary.rest')}</p>
        <pre>{error.message}</pre>
        <Button onClick={() => this.setState({ error: null })}>{t('boundary.again')}</Button>
      </div>
    )
  }
}
