// Package yamlfile reads YAML that people edit, so that each fault names its
// file, line and column. Every error is a *policy.PositionError.
package yamlfile

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"clausewalk/policy"
)

// File is a YAML file that was read.
type File struct {
	name string
	root ast.Node
}

// Read reads a file of one YAML document into a value. A member that the value
// does not have is a fault. Name is the name that errors carry.
func Read(name string, source []byte, into any) (*File, error) {
	var tree *ast.File
	err := Located(name, source, func() (err error) {
		if tree, err = parser.ParseBytes(bytes.TrimPrefix(source, []byte("\uFEFF")), 0); err != nil {
			return err
		}
		if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
			return &policy.PositionError{File: name, Line: 1, Column: 1, Msg: "this must be one YAML document"}
		}
		// The tree is read once and serves for the values and for the positions.
		return yaml.NewDecoder(bytes.NewReader(nil), yaml.Strict()).DecodeFromNode(tree.Docs[0].Body, into)
	})
	if err != nil {
		return nil, err
	}
	return &File{name, tree.Docs[0].Body}, nil
}

// Located checks source as Check does, runs read, which is to read the YAML in it,
// and returns its error with the file and the position. The YAML package panics at
// some texts that are not well formed: that becomes an error too.
func Located(name string, source []byte, read func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = &policy.PositionError{File: name, Line: 1, Column: 1, Msg: "not well-formed YAML"}
		}
	}()
	var built *policy.PositionError
	if errors.As(Check(source), &built) {
		built.File = name
		return built
	}
	err = read()
	var y yaml.Error
	if !errors.As(err, &y) || y.GetToken() == nil {
		var located *policy.PositionError
		if err == nil || errors.As(err, &located) {
			return err
		}
		return &policy.PositionError{File: name, Line: 1, Column: 1, Msg: err.Error()}
	}
	msg := y.GetMessage()
	var wrong *yaml.TypeError
	if errors.As(err, &wrong) {
		msg = fmt.Sprintf("%s was used where %s is expected", wrong.SrcType.Kind(), wrong.DstType.Kind())
	}
	position := y.GetToken().Position
	return &policy.PositionError{File: name, Line: position.Line, Column: position.Column, Msg: msg}
}

// Fault makes an error with the position of the value at the path, or of the
// nearest one above it that exists. The path is made of keys and indexes. A
// value of several lines stands where its key does.
func (f *File) Fault(msg string, path ...any) error {
	node := f.root
	at := &token.Position{Line: 1, Column: 1}
	for _, key := range path {
		name, value := child(node, key)
		if value == nil {
			break
		}
		node, at = value, value.GetToken().Position
		switch node.(type) {
		case *ast.MappingNode, *ast.SequenceNode:
			at = name.GetToken().Position
		}
	}
	return &policy.PositionError{File: f.name, Line: at.Line, Column: at.Column, Msg: msg}
}

// child finds the value below a key or an index, nil where there is none. Name is
// the node at which a reader sees the value begin.
func child(node ast.Node, key any) (name, value ast.Node) {
	if anchor, ok := node.(*ast.AnchorNode); ok {
		node = anchor.Value
	}
	switch node := node.(type) {
	case *ast.MappingNode:
		for _, v := range node.Values {
			if v.Key.GetToken().Value == key {
				return v.Key, v.Value
			}
		}
	case *ast.SequenceNode:
		if i, ok := key.(int); ok && i < len(node.Values) {
			name, value = node.Values[i], node.Values[i]
			if m, ok := value.(*ast.MappingNode); ok && len(m.Values) > 0 {
				name = m.Values[0].Key
			}
		}
	}
	return name, value
}
