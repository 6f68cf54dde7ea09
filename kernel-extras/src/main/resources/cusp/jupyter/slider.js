(async data => {
  const root = document.currentScript.parentElement;
  const [panel, stills] = root.children;
  const [stage, caption, controls] = panel.children;
  const [label, place] = caption.children;
  const [button, input] = controls.children;
  const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  const pieces = (await new Response(unpacked).text()).split('\0');
  let timer = 0;
  const draw = () => {
    const at = 2 * input.value;
    const drawing = pieces[at + 1];
    stage.innerHTML = drawing.startsWith('<') ? drawing : pieces[2 * drawing + 1];
    label.textContent = pieces[at];
    place.textContent = `${+input.value + 1} of ${+input.max + 1}`;
    input.setAttribute('aria-valuetext', pieces[at]);
  };
  const pause = () => {
    clearInterval(timer);
    timer = 0;
    button.textContent = 'Play';
  };
  const step = () => {
    if (!root.isConnected || input.value === input.max) return pause();
    input.value++;
    draw();
  };
  input.addEventListener('input', () => {
    pause();
    draw();
  });
  button.addEventListener('click', () => {
    if (timer) return pause();
    if (input.value === input.max) {
      input.value = 0;
      draw();
    }
    button.textContent = 'Pause';
    timer = setInterval(step, 250);
  });
  controls.addEventListener('keydown', event => event.stopPropagation());
  button.hidden = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (input.max < 1) controls.remove();
  stills.remove();
  panel.hidden = false;
})
