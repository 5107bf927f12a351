package main

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/schema"
	"sigs.k8s.io/yaml"
)

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: budgets, namespace: tamani }
spec:
  selector: { matchLabels: { app: budgets } }
  template:
    metadata: { labels: { app: budgets } }
    spec:
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: app
          image: tamani:0.1.0
          ports: [{ name: http, containerPort: 3000 }]
          readinessProbe: { httpGet: { path: /readyz, port: http } }
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
`

// Each fault is the document above with one thing changed, and a word of what is to be said of it.
var planted = []struct{ name, from, to, says string }{
	{"unknown field", "selector:", "selectors: {}\n  selector:", "unknown field"},
	{"field that is there twice", "name: app\n", "name: app\n          name: app\n", "already"},
	{"wrong type", "containerPort: 3000", "containerPort: http", "containerPort"},
	{"port out of range", "containerPort: 3000", "containerPort: 70000", "between 1 and 65535"},
	{"selector of other pods", "labels: { app: budgets }", "labels: { app: other }", "selector"},
	{"name that is none", "name: budgets,", "name: Budgets_1,", "RFC 1123"},
	{"no image", "image: tamani:0.1.0", "image: ''", "image"},
	{"unknown kind", "kind: Deployment", "kind: Deploymnt", "no kind"},
	{"version that is gone", "apps/v1", "extensions/v1beta1", "no kind"},
	{"root", "runAsNonRoot: true", "runAsNonRoot: false", "runAsNonRoot"},
	{"privileges", "allowPrivilegeEscalation: false", "privileged: true", "privileged"},
	{"capabilities", "{ drop: [ALL] }", "{ add: [NET_ADMIN] }", "capabilities"},
	{"no seccomp", ", seccompProfile: { type: RuntimeDefault }", "", "seccompProfile"},
	{"probe of a port without name", "port: http }", "port: no_such_port_name }", "port"},
}

func TestDocuments(t *testing.T) {
	if problems := judged(t, deployment); len(problems) > 0 {
		t.Fatalf("a sound document is refused: %v", problems)
	}
	for _, plant := range planted {
		t.Run(plant.name, func(t *testing.T) {
			changed := strings.Replace(deployment, plant.from, plant.to, 1)
			if changed == deployment {
				t.Fatal("nothing was changed")
			}
			said := strings.Join(judged(t, changed), "; ")
			if !strings.Contains(said, plant.says) {
				t.Fatalf("want %q in %q", plant.says, said)
			}
		})
	}
}

func TestKindWithoutValidation(t *testing.T) {
	problems := judged(t, "apiVersion: v1\nkind: ReplicationController\nmetadata: { name: a }\n")
	if len(problems) != 1 || !strings.Contains(problems[0], "no validation for") {
		t.Fatalf("got %v", problems)
	}
}

func TestCompose(t *testing.T) {
	sound := "name: a\nservices:\n  a: { image: a:1, networks: [n] }\nnetworks: { n: {} }\n"
	if problems := judgeCompose([]byte(sound)).Problems; len(problems) > 0 {
		t.Fatalf("a sound file is refused: %v", problems)
	}
	for from, to := range map[string]string{
		"image: a:1":     "imag: a:1",
		"networks: [n]":  "networks: [other]",
		"networks: { n:": "volumes: { n:",
		"image: a:1,":    "image: a:1, depends_on: [b],",
		"image: a":       "image: ${TAG:?say which}",
	} {
		changed := strings.Replace(sound, from, to, 1)
		if changed == sound || len(judgeCompose([]byte(changed)).Problems) == 0 {
			t.Errorf("not caught: %s", to)
		}
	}
}

// The copy that `npm test` uses where there is no Go.
func TestCopyOfTheSchema(t *testing.T) {
	text, err := os.ReadFile("../schema/compose-spec.json")
	if err != nil {
		t.Fatal(err)
	}
	var here, there any
	if err := json.Unmarshal(text, &here); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(schema.Schema), &there); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(here, there) {
		t.Fatal("tools/deploy/schema/compose-spec.json is not that of compose-go: copy it again")
	}
}

func TestDockerfile(t *testing.T) {
	sound := "FROM node:24 AS a\nUSER 1000\nCMD [\"node\"]\n"
	if problems := judgeDockerfile([]byte(sound)).Problems; len(problems) > 0 {
		t.Fatalf("a sound file is refused: %v", problems)
	}
	for from, to := range map[string]string{
		"USER 1000":         "USERS 1000",
		"FROM node":         "FORM node",
		"CMD [\"node\"]":    "HEALTHCHECK --interval=10 CMD node",
		"CMD [\"node\"]\n":  "COPY a\n",
		"FROM node:24 AS a": "FROM node:24 as a",
	} {
		changed := strings.Replace(sound, from, to, 1)
		if changed == sound || len(judgeDockerfile([]byte(changed)).Problems) == 0 {
			t.Errorf("not caught: %s", to)
		}
	}
}

func TestOverlayThatDoesNotRender(t *testing.T) {
	folder := t.TempDir()
	file := folder + "/kustomization.yaml"
	if err := os.WriteFile(file, []byte("resources: [missing.yaml]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if len(judgeOverlay(folder).Problems) == 0 {
		t.Fatal("a missing file was not noticed")
	}
}

func judged(t *testing.T, text string) []string {
	t.Helper()
	document, err := yaml.YAMLToJSONStrict([]byte(text))
	if err != nil {
		return []string{err.Error()}
	}
	return judgeDocument(document)
}
