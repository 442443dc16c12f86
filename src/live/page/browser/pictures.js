'use strict';

// The weights of the picked run, a picture for each class.

/** The weights that are drawn: K×d, with where they come from. @type {{ key: string, epoch: number, values: Float32Array } | null} */
let weights = null;

/** Whether weights are on their way. */
let isFetching = false;

/** Weights that are nowhere: once a training has ended, its report alone has them. */
let missing = '';

/** Fetches the latest weights of the picked run, unless they are drawn already, and draws them. */
async function showPictures() {
  const run = pickedRun();
  const latest = run?.weights;
  const key = latest ? `${run.slug} ${latest.epoch}` : '';
  if (!latest || !state.image || key === missing) {
    weights = null;
    drawPictures();
    say('pictured', run ? withoutPictures() : '');
    return;
  }
  if (isFetching || weights?.key === key) return;
  isFetching = true;
  try {
    const answer = await fetch(latest.url, { cache: 'no-store' });
    if (!answer.ok) {
      missing = key;
      return;
    }
    const values = new Float32Array(await answer.arrayBuffer());
    const { width, height, channels } = state.image;
    if (values.length !== state.classes.length * width * height * channels) return;
    weights = { key, epoch: latest.epoch, values };
    drawPictures();
  } catch {
    // The server is gone: the line on the connection says so, and the next state has weights again.
  } finally {
    isFetching = false;
  }
  if (pickedRun()?.slug !== run.slug || missing === key) schedule();
  if (weights) say('pictured', `What ${run.title} looks for ${when(weights.epoch)}.`);
}

function withoutPictures() {
  return state.phase === 'ended'
    ? 'The report has the pictures of its weights.'
    : 'There are no pictures of its weights yet.';
}

/** @param {number} epoch  with a fraction in the middle of one */
function when(epoch) {
  if (epoch === 0) return `before the first ${unit}`;
  return Number.isInteger(epoch)
    ? `after ${unit} ${epoch}`
    : `after ${epoch.toFixed(1)} ${plural(unit)}`;
}

/** Draws each class's weights on the chosen scale; without weights, there are no pictures. */
function drawPictures() {
  for (const list of elements('.pictures')) list.hidden = weights === null;
  if (!weights || !state.image) return;
  const { values } = weights;
  const size = values.length / state.classes.length;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (const canvas of document.querySelectorAll('canvas')) {
    const k = Number(canvas.dataset.class);
    const row = values.subarray(k * size, (k + 1) * size);
    drawPicture(canvas, row, chosen('scale') === 'epoch' ? [-largest, largest] : lowAndHigh(row));
  }
}

function lowAndHigh(/** @type {Float32Array} */ row) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of row) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array} row  the planes of a picture one after another
 * @param {number[]} range    the weights that are black and white
 */
function drawPicture(canvas, row, [low, high]) {
  const pixels = canvas.width * canvas.height;
  const planes = row.length / pixels;
  const picture = new ImageData(canvas.width, canvas.height);
  const scale = high > low ? 255 / (high - low) : 0;
  for (let i = 0; i < pixels; i++) {
    for (let c = 0; c < 3; c++) {
      const value = row[planes === 1 ? i : c * pixels + i];
      picture.data[4 * i + c] = scale === 0 ? 127 : Math.round(scale * (value - low));
    }
    picture.data[4 * i + 3] = 255;
  }
  canvas.getContext('2d')?.putImageData(picture, 0, 0);
}
