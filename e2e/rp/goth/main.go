// A relying party on goth, the library behind Forgejo and OpenGist. It asks for what Forgejo asks for.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"

	"github.com/gorilla/sessions"
	"github.com/markbates/goth"
	"github.com/markbates/goth/gothic"
	"github.com/markbates/goth/providers/openidConnect"
)

func main() {
	gothic.Store = sessions.NewCookieStore([]byte("only for this run of the journeys"))
	own := os.Getenv("RP_URL")
	discovery := os.Getenv("RP_ISSUER") + "/.well-known/openid-configuration"
	provider, err := openidConnect.NewNamed(
		"latchkey", os.Getenv("RP_CLIENT_ID"), os.Getenv("RP_CLIENT_SECRET"),
		own+"/callback", discovery, "openid", "email", "profile", "groups")
	if err != nil {
		log.Fatal(err)
	}
	goth.UseProviders(provider)
	gothic.GetProviderName = func(*http.Request) (string, error) { return provider.Name(), nil }

	http.HandleFunc("GET /sign-in", gothic.BeginAuthHandler)
	http.HandleFunc("GET /callback", func(w http.ResponseWriter, r *http.Request) {
		user, err := gothic.CompleteUserAuth(w, r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		fresh, err := provider.RefreshToken(user.RefreshToken)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		report(w, map[string]any{
			"subject":   user.UserID,
			"username":  user.NickName,
			"email":     user.Email,
			"name":      user.Name,
			"claims":    user.RawData,
			"refreshed": fresh.AccessToken != user.AccessToken && fresh.AccessToken != "",
			"refresh":   fresh.RefreshToken,
			"sign_out": provider.OpenIDConfig.EndSessionEndpoint + "?" + url.Values{
				"id_token_hint":            {user.IDToken},
				"post_logout_redirect_uri": {own + "/signed-out"},
			}.Encode(),
		})
	})
	http.HandleFunc("GET /refresh", func(w http.ResponseWriter, r *http.Request) {
		_, err := provider.RefreshToken(r.FormValue("token"))
		report(w, map[string]any{"refreshed": err == nil})
	})
	log.Fatal(http.ListenAndServe(os.Getenv("RP_LISTEN"), nil))
}

func report(w http.ResponseWriter, facts map[string]any) {
	text, err := json.Marshal(facts)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintln(w, string(text))
}
