// The time in Beijing, wherever the device thinks it is.

export const beijing = () => new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 19);

export function startClock(shown) {
  const tick = () => { shown.textContent = beijing().slice(11); };
  tick();
  setInterval(tick, 1000);
}
