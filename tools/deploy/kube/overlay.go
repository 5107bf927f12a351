package main

import (
	"encoding/json"
	"fmt"
	"runtime/debug"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// judgeOverlay renders an overlay as `kubectl apply -k` does, and judges every document of it.
func judgeOverlay(folder string) Judged {
	kustomizer := krusty.MakeKustomizer(krusty.MakeDefaultOptions())
	rendered, err := kustomizer.Run(filesys.MakeFsOnDisk(), folder)
	if err != nil {
		return Judged{Problems: []string{err.Error()}}
	}
	judged := Judged{}
	for _, resource := range rendered.Resources() {
		name := resource.GetKind() + " " + resource.GetName()
		document, err := resource.MarshalJSON()
		if err != nil {
			judged.Problems = append(judged.Problems, fmt.Sprintf("%s: %v", name, err))
			continue
		}
		judged.Documents = append(judged.Documents, document)
		for _, problem := range judgeDocument(document) {
			judged.Problems = append(judged.Problems, name+": "+problem)
		}
	}
	return judged
}

func raw(documents ...[]byte) []json.RawMessage {
	all := []json.RawMessage{}
	for _, document := range documents {
		all = append(all, document)
	}
	return all
}

func kubernetesVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, module := range info.Deps {
		if module.Path == "k8s.io/kubernetes" {
			return module.Version
		}
	}
	return "unknown"
}
