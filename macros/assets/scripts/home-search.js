// Search on the first page: hands its words to the search of the header.

/** @param {HTMLFormElement} form */
function startHomeSearch(form) {
  /** @type {HTMLInputElement | null} */
  const query = document.querySelector("[data-md-component=search-query]");
  if (!query) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    query.value = String(new FormData(form).get("words"));
    query.focus();
    query.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  });
}

/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll("[data-home-search]");
forms.forEach(startHomeSearch);
