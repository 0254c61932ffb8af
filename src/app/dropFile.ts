/** A YAML file dropped anywhere on the page opens the manifest dialog with its text. */
import { useEffect } from 'react'
import { setUi } from '../store/store.ts'

const holdsFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

function onDragOver(event: DragEvent): void {
  if (holdsFile(event)) event.preventDefault()
}

function onDrop(event: DragEvent): void {
  const file = event.dataTransfer?.files[0]
  if (!file || event.defaultPrevented) return
  event.preventDefault()
  void file.text().then((manifest) => setUi({ manifest, overlay: 'manifest' }))
}

export function useDroppedFile(): void {
  useEffect(() => {
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('drop', onDrop)
    }
  }, [])
}
