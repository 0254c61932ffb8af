/** Motion's features, loaded after the first picture. */
export { domAnimation as default } from 'framer-motion'
