// My role: the browser remembers it; nothing leaves it.

const MY_ROLE = "handbook.my-role";

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(MY_ROLE));
  } catch {
    return null;
  }
}

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

function openMyDoor(door) {
  const mine = remembered();
  if (!mine || !/^[a-z0-9-]+$/.test(mine.id)) return;
  door.href = new URL(`${mine.id}/`, door.href).href;
  door.querySelector("span").textContent = String(mine.title);
}

document.querySelectorAll("[data-my-role]").forEach((element) => startMyRole(element));
document.querySelectorAll("[data-door=mine]").forEach((element) => openMyDoor(element));
