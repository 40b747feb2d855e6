// Before anything is painted: the reader's theme, and whether the view rendered into the page is the one asked for.
(() => {
  const root = document.documentElement;
  try {
    root.dataset.theme = localStorage.getItem('theme') ?? '';
  } catch {
    // Without storage the theme is that of the device.
  }
  const plain = /^(#|[&#](zone|lang|from|to|panel)=[^&#]*)*$/.test(location.hash);
  if (!plain || new URLSearchParams(location.search).get('async') === '1') {
    root.dataset.first = 'off';
  }
})();
