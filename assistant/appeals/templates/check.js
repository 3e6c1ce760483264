"use strict";

// What `receipt.py` signs: 16 bytes (reference, kind, flags, filed, last day, tried) under the receipt's prefix.
const SIGNED = 16;
const SERVICE_DOWN = 1;
const HAS_DEADLINE = 2;
const EPOCH = Date.UTC(2020, 0, 1);
const DAY = 86400000;

const page = document.body.dataset;
const kinds = JSON.parse(page.kinds);
const field = document.getElementById("receipt");

const SAID = {
  good: ["Récépissé authentique : la personne a agi à cette date.", "وصل صحيح: المعني بالأمر تحرك في هذا التاريخ."],
  bad: ["Ce récépissé n'est pas de nous, ou il y manque un caractère. Recopiez-le en entier.",
        "هذا الوصل ليس منا، أو ينقصه حرف. انسخوه كاملا."],
  unsure: ["Ce navigateur ne sait pas vérifier. Enregistrez la page et ouvrez-la dans un navigateur récent.",
           "هذا المتصفح لا يستطيع التحقق. احفظوا الصفحة وافتحوها في متصفح حديث."],
};

function bytes(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
}

function base64url(data) {
  return btoa(String.fromCharCode(...data)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

function found(text) {
  const shape = new RegExp(page.prefix.replace(".", "\\.") + "[A-Za-z0-9_-]{" + page.length + "}");
  const match = shape.exec(text.replace(/\s/g, ""));
  return match ? match[0].slice(page.prefix.length) : null;
}

async function verified(text) {
  const data = bytes(text);
  if (base64url(data) !== text) return null;
  const key = await crypto.subtle.importKey("raw", bytes(page.key), { name: "Ed25519" }, false, ["verify"]);
  const payload = data.slice(0, SIGNED);
  const signed = new Uint8Array([...new TextEncoder().encode(page.prefix), ...payload]);
  const right = await crypto.subtle.verify({ name: "Ed25519" }, key, data.slice(SIGNED), signed);
  return right ? unpacked(new DataView(payload.buffer)) : null;
}

function unpacked(view) {
  const flags = view.getUint8(5);
  return {
    reference: String(view.getUint32(0)).padStart(8, "0"),
    kind: view.getUint8(4),
    filed: new Date(view.getUint32(6) * 1000),
    deadline: flags & HAS_DEADLINE ? new Date(EPOCH + view.getUint16(10) * DAY) : null,
    tried: flags & SERVICE_DOWN ? new Date(view.getUint32(12) * 1000) : null,
  };
}

const MOMENT = { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" };

function moment(when) {
  return when.toLocaleString("fr-FR", { ...MOMENT, timeZone: "Africa/Casablanca" });
}

function day(when) {
  return when.toLocaleDateString("fr-FR", { timeZone: "UTC" });
}

function rows(receipt) {
  const number = receipt.reference;
  const told = [
    ["Référence / المرجع", number.slice(0, 4) + " " + number.slice(4)],
    ["Objet / الموضوع", kinds.fr[receipt.kind], kinds.ar[receipt.kind]],
    ["Enregistrée le / سُجلت يوم", moment(receipt.filed)],
  ];
  if (receipt.deadline) told.push(["Dernier jour pour contester / آخر يوم للطعن", day(receipt.deadline)]);
  if (receipt.tried) {
    told.push(["Demandée le / طُلبت يوم", moment(receipt.tried)]);
    told.push(["Panne / عطل", "Un service ne répondait pas : la personne a essayé dès ce moment.",
               "كانت إحدى الخدمات متوقفة: المعني بالأمر حاول منذ ذلك الحين."]);
  }
  return told;
}

function show(verdict, receipt) {
  const box = document.getElementById("verdict");
  box.hidden = !verdict;
  box.className = verdict;
  const told = document.getElementById("told");
  told.replaceChildren();
  if (!verdict) return;
  document.getElementById("fr").textContent = SAID[verdict][0];
  document.getElementById("ar").textContent = SAID[verdict][1];
  for (const [label, ...values] of receipt ? rows(receipt) : []) {
    told.append(element("dt", label), ...values.map((value) => element("dd", value)));
  }
}

function element(kind, text) {
  const made = document.createElement(kind);
  made.textContent = text;
  made.dir = "auto";
  return made;
}

let asked = 0;

async function check() {
  const mine = (asked += 1);
  const text = field.value.trim();
  if (!text) return show("");
  const receipt = found(text);
  if (!receipt) return show("bad");
  let verdict = "bad";
  let told = null;
  try {
    told = await verified(receipt);
    if (told) verdict = "good";
  } catch {
    verdict = "unsure";  // no WebCrypto (an address without TLS), or one without Ed25519
  }
  if (mine === asked) show(verdict, told);
}

function fromAddress() {
  if (location.hash.length > 1) field.value = location.hash.slice(1);  // no letter of a receipt is ever escaped
  check();
}

field.addEventListener("input", check);
window.addEventListener("hashchange", fromAddress);
fromAddress();
