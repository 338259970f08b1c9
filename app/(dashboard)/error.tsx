export { default } from '../error'
