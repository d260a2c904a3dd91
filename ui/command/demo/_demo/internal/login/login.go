// Package login connects a shop's account. People type their password on
// Instagram's own page; we only ever see the code that comes back.
package login

import "net/url"

// Version is the version of the API that every call uses.
const Version = "v24.0"

// Scopes are the permissions that we ask for.
var Scopes = "instagram_business_basic,instagram_business_content_publish"

// Page is the address that the system browser opens.
func Page(app, back string) string {
	q := url.Values{"client_id": {app}, "redirect_uri": {back}, "response_type": {"code"}, "scope": {Scopes}}
	return "https://www.instagram.com/oauth/authorize?" + q.Encode()
}
