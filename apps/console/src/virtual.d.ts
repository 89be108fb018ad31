/** Made by `vite.config.ts`. */
declare module 'virtual:kern-tokens.css';
