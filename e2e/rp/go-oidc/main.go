// A relying party on go-oidc and x/oauth2, the libraries behind Coder, NetBird and many others.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

func main() {
	ctx := context.Background()
	own := os.Getenv("RP_URL")
	provider, err := oidc.NewProvider(ctx, os.Getenv("RP_ISSUER"))
	if err != nil {
		log.Fatal(err)
	}
	var metadata struct {
		EndSession string `json:"end_session_endpoint"`
	}
	if err := provider.Claims(&metadata); err != nil {
		log.Fatal(err)
	}
	verifier := provider.Verifier(&oidc.Config{ClientID: os.Getenv("RP_CLIENT_ID")})
	config := oauth2.Config{
		ClientID:     os.Getenv("RP_CLIENT_ID"),
		ClientSecret: os.Getenv("RP_CLIENT_SECRET"),
		Endpoint:     provider.Endpoint(), // finds out by itself whether Basic or the body is wanted
		RedirectURL:  own + "/callback",
		Scopes:       []string{oidc.ScopeOpenID, "profile", "email", "groups", oidc.ScopeOfflineAccess},
	}

	http.HandleFunc("GET /sign-in", func(w http.ResponseWriter, r *http.Request) {
		state, nonce, proof := oauth2.GenerateVerifier(), oauth2.GenerateVerifier(), oauth2.GenerateVerifier()
		for name, value := range map[string]string{"state": state, "nonce": nonce, "proof": proof} {
			http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/callback", HttpOnly: true, MaxAge: 300})
		}
		http.Redirect(w, r, config.AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(proof)), http.StatusFound)
	})
	http.HandleFunc("GET /callback", func(w http.ResponseWriter, r *http.Request) {
		facts, err := complete(r, provider, verifier, &config, metadata.EndSession, own)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(facts); err != nil {
			log.Print(err)
		}
	})
	log.Fatal(http.ListenAndServe(os.Getenv("RP_LISTEN"), nil))
}

func complete(
	r *http.Request, provider *oidc.Provider, verifier *oidc.IDTokenVerifier, config *oauth2.Config, endSession, own string,
) (map[string]any, error) {
	ctx := r.Context()
	kept := map[string]string{}
	for _, name := range []string{"state", "nonce", "proof"} {
		cookie, err := r.Cookie(name)
		if err != nil {
			return nil, err
		}
		kept[name] = cookie.Value
	}
	if r.FormValue("state") != kept["state"] {
		return nil, fmt.Errorf("another state came back")
	}
	if r.FormValue("error") != "" {
		return nil, fmt.Errorf("%s", r.FormValue("error"))
	}
	token, err := config.Exchange(ctx, r.FormValue("code"), oauth2.VerifierOption(kept["proof"]))
	if err != nil {
		return nil, err
	}
	raw, _ := token.Extra("id_token").(string)
	idToken, err := verifier.Verify(ctx, raw)
	if err != nil {
		return nil, err
	}
	if idToken.Nonce != kept["nonce"] {
		return nil, fmt.Errorf("another nonce came back")
	}
	if err := idToken.VerifyAccessToken(token.AccessToken); err != nil {
		return nil, err
	}
	claims := map[string]any{}
	if err := idToken.Claims(&claims); err != nil {
		return nil, err
	}

	expired := *token
	expired.Expiry = time.Now().Add(-time.Hour)
	fresh, err := config.TokenSource(ctx, &expired).Token()
	if err != nil {
		return nil, err
	}
	info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(fresh))
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"subject":   idToken.Subject,
		"email":     info.Email,
		"verified":  info.EmailVerified,
		"claims":    claims,
		"refreshed": fresh.AccessToken != token.AccessToken && info.Subject == idToken.Subject,
		"sign_out":  endSession + "?id_token_hint=" + raw + "&post_logout_redirect_uri=" + own + "/signed-out",
	}, nil
}
