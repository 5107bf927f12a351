// Deploycheck judges the deployment files by the very code that will read them: the compose
// loader of Docker Compose, the Dockerfile parser of BuildKit, the renderer of kustomize, decoder,
// defaults and validation of the Kubernetes API server, and its pod security admission. It needs
// neither a container runtime nor a cluster nor the network.
//
//	go run . <root of the repository>
//
// It prints one JSON document (Report) and ends with 0 even when there are problems: what they
// mean is for tools/deploy/check.mjs to say, which looks further at the rendered documents.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// Report is what is printed.
type Report struct {
	Compose    Judged            `json:"compose"`
	Dockerfile Judged            `json:"dockerfile"`
	Overlays   map[string]Judged `json:"overlays"`
	// Kubernetes is the version whose API the documents were judged by.
	Kubernetes string `json:"kubernetes"`
}

// Judged is one set of files: what they say once rendered, and what is wrong with it.
type Judged struct {
	Documents []json.RawMessage `json:"documents"`
	Problems  []string          `json:"problems"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: deploycheck <root of the repository>")
		os.Exit(2)
	}
	report, err := judge(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := json.NewEncoder(os.Stdout).Encode(report); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judge(root string) (*Report, error) {
	compose, err := os.ReadFile(filepath.Join(root, "docker-compose.yml"))
	if err != nil {
		return nil, err
	}
	dockerfile, err := os.ReadFile(filepath.Join(root, "Dockerfile"))
	if err != nil {
		return nil, err
	}
	overlays, err := filepath.Glob(filepath.Join(root, "k8s", "overlays", "*", "kustomization.yaml"))
	if err != nil {
		return nil, err
	}
	if len(overlays) == 0 {
		return nil, fmt.Errorf("no k8s/overlays/*/kustomization.yaml under %s", root)
	}
	report := &Report{
		Compose:    judgeCompose(compose),
		Dockerfile: judgeDockerfile(dockerfile),
		Overlays:   map[string]Judged{},
		Kubernetes: kubernetesVersion(),
	}
	for _, file := range overlays {
		folder := filepath.Dir(file)
		report.Overlays[filepath.Base(folder)] = judgeOverlay(folder)
	}
	return report, nil
}
