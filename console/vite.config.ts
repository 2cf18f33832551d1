import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// During development the pages are served by Vite and every call goes to an engine, or to `npm run mock`.
const engine = process.env.FINALITY_URL ?? 'http://localhost:8086';

export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/v1': engine, '/health': engine } },
});
