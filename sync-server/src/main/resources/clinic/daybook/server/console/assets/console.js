// Says when the page no longer follows the server, and goes to the sign-in page when the session has ended.
'use strict';

function follows(yes) {
  document.body.classList.toggle('lost', !yes);
}

document.addEventListener('htmx:afterRequest', (event) => {
  const status = event.detail.xhr.status;
  if (status === 401) {
    window.location.reload();
  } else {
    follows(status === 200 || status === 204);
  }
});
document.addEventListener('htmx:sendError', () => follows(false));
document.addEventListener('htmx:timeout', () => follows(false));
