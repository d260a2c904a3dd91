// Puts a button behind each text that copies it. Without scripts the texts are
// selected by hand.
document.querySelectorAll("pre.paste").forEach((text) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", () => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    // Pages that are opened from a disk have no other clipboard everywhere.
    button.textContent = document.execCommand("copy") ? "Copied" : "Copy it with the keyboard";
  });
  text.after(button);
});
