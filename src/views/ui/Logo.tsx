/** The sign of Rollscope: two arcs of revision hues around one pod. */
export function Logo() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="22"
      height="22"
      aria-hidden="true"
      fill="none"
      strokeWidth="2.6"
      strokeLinecap="round"
    >
      <path d="M12 2.5A9.5 9.5 0 0 1 20.2 16.8" stroke="var(--r2)" />
      <path d="M17.3 19.9A9.5 9.5 0 0 1 7.6 3.6" stroke="var(--r1)" />
      <rect x="8.2" y="8.2" width="7.6" height="7.6" rx="2.4" fill="var(--text-1)" stroke="none" />
    </svg>
  )
}
