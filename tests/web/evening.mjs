/*
 * evening.mjs - the whole evening in the browser app, and no server from its first page on
 */
import { wholeEvening } from '../browser/evening.mjs';
import { startWeb } from './web.mjs';

/* After the first load there is no server any more. */
const cutTheNetwork = (app) => async (p) => {
  await p.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await p.page.waitForTimeout(300);
  await app.end();
};

export async function eveningOffline(browser, check) {
  const app = await startWeb();
  await wholeEvening(browser, check, { name: 'evening, browser host', start: async () => app, arrived: cutTheNetwork(app) });
}
