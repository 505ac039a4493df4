// My role: the browser remembers it; nothing leaves it.

const MY_ROLE = "handbook.my-role";

/** @returns {{id: string, title: string} | null} */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(MY_ROLE) ?? "null");
  } catch {
    return null;
  }
}

/** @param {HTMLElement} button */
function startMyRole(button) {
  const { myRole, title } = button.dataset;
  const show = () => button.setAttribute("aria-pressed", String(remembered()?.id === myRole));
  button.addEventListener("click", () => {
    const mine = remembered()?.id === myRole;
    try {
      if (mine) localStorage.removeItem(MY_ROLE);
      else localStorage.setItem(MY_ROLE, JSON.stringify({ id: myRole, title }));
    } catch {
      return;
    }
    show();
  });
  button.hidden = false;
  show();
}

/** @param {HTMLAnchorElement} door */
function openMyDoor(door) {
  const mine = remembered();
  if (!mine || !/^[a-z0-9-]+$/.test(mine.id)) return;
  door.href = new URL(`${mine.id}/`, door.href).href;
  const label = door.querySelector("span");
  if (label) label.textContent = String(mine.title);
}

document.querySelectorAll("[data-my-role]").forEach(startMyRole);
/** @type {NodeListOf<HTMLAnchorElement>} */
const doors = document.querySelectorAll("[data-door=mine]");
doors.forEach(openMyDoor);
