import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Application, applicationWorld } from './application.tsx';

const root = document.querySelector('#application');
if (root === null) {
  throw new Error('index.html has no element with the id "application" to draw in');
}
createRoot(root).render(
  <StrictMode>
    <Application world={applicationWorld()} />
  </StrictMode>,
);
