package main

import (
	"bytes"
	"context"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// judgeCompose loads a compose file as `docker compose` does: schema, merges, interpolation,
// and whether networks, volumes and depends_on name things that are there.
func judgeCompose(content []byte) Judged {
	project, err := loader.LoadWithContext(context.Background(), types.ConfigDetails{
		WorkingDir:  ".",
		ConfigFiles: []types.ConfigFile{{Filename: "docker-compose.yml", Content: content}},
		Environment: types.Mapping{},
	}, func(options *loader.Options) { options.Profiles = []string{"*"} })
	if err != nil {
		return Judged{Problems: []string{err.Error()}}
	}
	document, err := project.MarshalJSON()
	if err != nil {
		return Judged{Problems: []string{err.Error()}}
	}
	return Judged{Documents: raw(document)}
}

// judgeDockerfile parses every instruction of a Dockerfile and gathers BuildKit's own warnings.
func judgeDockerfile(content []byte) Judged {
	judged := Judged{}
	parsed, err := parser.Parse(bytes.NewReader(content))
	if err != nil {
		return Judged{Problems: []string{err.Error()}}
	}
	lint := linter.New(&linter.Config{
		Warn: func(name, _, _, message string, _ []parser.Range) {
			judged.Problems = append(judged.Problems, name+": "+message)
		},
	})
	if _, _, err := instructions.Parse(parsed.AST, lint); err != nil {
		judged.Problems = append(judged.Problems, err.Error())
	}
	return judged
}
