const themes = ["system", "light", "dark"];
const theme_names = { system: "system", light: "light", dark: "dark" };
const theme_key = "kiosk-logs-theme";

/** Some browsers keep nothing for a page from a file, and some refuse with an error. */
function kept_theme() {
  try {
    const kept = localStorage.getItem(theme_key);
    return themes.includes(kept) ? kept : "system";
  } catch {
    return "system";
  }
}

function keep_theme(theme) {
  try {
    localStorage.setItem(theme_key, theme);
  } catch {
    // Then it holds until the page is closed.
  }
}

function start_theme(button) {
  let theme = kept_theme();
  const show = () => {
    document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme_names[theme]}`;
  };
  button.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    keep_theme(theme);
    show();
  });
  show();
}
