/** Entry of the page: preferences, language, worker, then React. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadLocale, preferredLocale } from '../i18n/locales.ts'
import { locale } from '../i18n/t.ts'
import { rememberPreferences } from '../store/preferences.ts'
import '../views/ui/tokens.css'
import '../views/ui/fonts.css'
import '../views/ui/base.css'
import { App } from './App.tsx'
import { startWorker } from './connection.ts'

async function start(): Promise<void> {
  startWorker()
  rememberPreferences()
  await loadLocale(preferredLocale(navigator.languages))
  document.documentElement.lang = locale()
  const root = document.getElementById('root')
  if (!root) return
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}

void start()
