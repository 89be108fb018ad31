export { invoice } from '@fachwerk/cli/chaos/invoice';
