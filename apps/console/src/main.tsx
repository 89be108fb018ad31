/** Starts the console in the page that the hub has served. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'virtual:kern-tokens.css';
import './appearance/index.css';
import { App } from './shell/app.js';

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
