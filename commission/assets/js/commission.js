// The pages work without this script; it only adds comfort. Bundled to one file, so that the manifest
// storage has no module imports to rewrite and the policy needs no exception.
import { createAll } from 'govuk-frontend/dist/govuk/init.mjs'
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { NotificationBanner } from 'govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs'
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs'
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs'
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs'
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs'

const components = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink
]

function start (scope) {
  components.forEach(Component => createAll(Component, undefined, scope))
}

// The design system refuses to start without this class; its own recipe sets it from an inline script,
// which our policy forbids.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')
start(document)

// Fragments that htmx brings in later. Its first event is for the body itself, which has been started above.
document.body.addEventListener('htmx:load', event => {
  if (event.detail.elt !== document.body) start(event.detail.elt)
})

// A printed page shows what is folded away: papers are read by people who cannot click.
window.addEventListener('beforeprint', () => {
  document.querySelectorAll('details:not([open])').forEach(details => {
    details.open = true
    details.dataset.openedToPrint = ''
  })
})
window.addEventListener('afterprint', () => {
  document.querySelectorAll('details[data-opened-to-print]').forEach(details => {
    details.open = false
    delete details.dataset.openedToPrint
  })
})

// Filters stand open without a script; on a phone they would push the list itself out of sight.
if (window.matchMedia('(max-width: 40em)').matches) {
  document.querySelectorAll('details[data-fold-on-phone]').forEach(details => { details.open = false })
}
