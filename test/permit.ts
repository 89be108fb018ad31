export { permit } from '@fachwerk/cli/chaos/permit';
