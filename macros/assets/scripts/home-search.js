// Search on the first page: hands its words to the search of the header.

function startHomeSearch(form) {
  const query = document.querySelector("[data-md-component=search-query]");
  if (!query) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    query.value = form.elements.words.value;
    query.focus();
    query.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  });
}

document.querySelectorAll("[data-home-search]").forEach((element) => startHomeSearch(element));
